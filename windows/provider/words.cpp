#include "provider/words.h"

namespace latchkey {
namespace {

constexpr Words kEnglish = {
    u"Forgot password?",
    u"Reset password",
    u"Choose a new password here. You will be asked to prove who you are.",
    u"Type your organisation's user name.",
    u"The password of this PC's own account does not change.",
    u"Please wait…",
    u"The two passwords are not the same.",
    u"Please fill in what is asked.",
    u"That is longer than 256 characters.",
    u"This PC cannot reach your organisation's network now. After the reset it may not accept the new password "
    u"until you have signed in once while connected.",
    u"This PC cannot reach your organisation's network now. Connect it first, then come back.",
    u"The reset stopped several times on this PC. Please use another device.",
    u"Your password was changed, but this PC does not accept it yet. Connect it to your organisation's network and "
    u"sign in.",
    u"Use your password in the normal password box.",
    u"Choose “Sign in” to use it now.",
    u"Continue",
    u"Start again",
    u"Sign in",
    u"Close",
    u"Cancel",
    u"Choice",
    u"User name or answer",
    u"Code or password",
    u"Once more",
    u"User name",
    u"This window is about to close.",
    u": ",
};

constexpr Words kFrench = {
    u"Vous avez oublié votre mot de passe ?",
    u"Réinitialiser le mot de passe",
    u"Choisissez ici un nouveau mot de passe. Il vous sera demandé de prouver votre identité.",
    u"Saisissez le nom d’utilisateur de votre organisation.",
    u"Le mot de passe du compte propre à ce PC ne change pas.",
    u"Veuillez patienter…",
    u"Les deux mots de passe sont différents.",
    u"Veuillez remplir ce qui est demandé.",
    u"Cela dépasse 256 caractères.",
    u"Ce PC n’atteint pas le réseau de votre organisation. Après la réinitialisation, il pourrait refuser le nouveau "
    u"mot de passe tant que vous n’aurez pas ouvert une session en étant connecté.",
    u"Ce PC n’atteint pas le réseau de votre organisation. Connectez-le d’abord, puis revenez.",
    u"La réinitialisation s’est arrêtée plusieurs fois sur ce PC. Utilisez un autre appareil.",
    u"Votre mot de passe a bien été modifié, mais ce PC ne l’accepte pas encore. Connectez-le au réseau de votre "
    u"organisation et ouvrez une session.",
    u"Utilisez votre mot de passe dans le champ habituel.",
    u"Choisissez « Se connecter » pour l’utiliser maintenant.",
    u"Continuer",
    u"Recommencer",
    u"Se connecter",
    u"Fermer",
    u"Annuler",
    u"Choix",
    u"Nom d’utilisateur ou réponse",
    u"Code ou mot de passe",
    u"Encore une fois",
    u"Nom d’utilisateur",
    u"Cette fenêtre va se fermer.",
    u"\u00A0: ",
};

}  // namespace

const Words& wordsIn(Language language) noexcept {
  return language == Language::french ? kFrench : kEnglish;
}

}  // namespace latchkey
