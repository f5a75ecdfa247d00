#include "flow/failure_table.h"

namespace latchkey {

// %d is the detail, %t the time; event ids are those of the message table.
const FailureRow kFailureRows[] = {
    {Failure::nameNotResolved, "NET-NAME", 2001, true,
     u"This PC cannot find the password server. Check the network cable or the Wi-Fi, or try again in a "
     u"minute.",
     u"Ce PC ne trouve pas le serveur de mots de passe. Vérifiez le câble réseau ou le Wi-Fi, ou réessayez "
     u"dans "
     u"une minute."},
    {Failure::cannotConnect, "NET-CONNECT", 2002, true,
     u"The password server does not answer. Away from the office, your network may need a VPN or a sign-in "
     u"page "
     u"first.",
     u"Le serveur de mots de passe ne répond pas. Hors du bureau, il faut peut-être d’abord un VPN ou une "
     u"page de "
     u"connexion au réseau."},
    {Failure::connectionReset, "NET-RESET", 2002, true,
     u"The connection to the password server was cut. Away from the office, your network may need a VPN or a "
     u"sign-in page first.",
     u"La connexion au serveur de mots de passe a été coupée. Hors du bureau, il faut peut-être d’abord un "
     u"VPN ou "
     u"une page de connexion au réseau."},
    {Failure::timedOut, "NET-TIMEOUT", 2002, true,
     u"The password server takes too long to answer. Try again in a minute; away from the office, your "
     u"network "
     u"may need a VPN first.",
     u"Le serveur de mots de passe met trop de temps à répondre. Réessayez dans une minute ; hors du bureau, "
     u"il "
     u"faut peut-être d’abord un VPN."},
    {Failure::proxyDiscovery, "PROXY-FIND", 2003, true,
     u"The network’s proxy settings could not be read, and there is no direct way to the password server.",
     u"Les réglages du proxy réseau n’ont pas pu être lus, et aucun chemin direct ne mène au serveur de mots "
     u"de "
     u"passe."},
    {Failure::proxyLogin, "PROXY-407", 2005, false,
     u"The network’s proxy asks for a sign-in, which is not possible on this screen.",
     u"Le proxy réseau demande une authentification, ce qui n’est pas possible sur cet écran."},
    {Failure::captivePortal, "NET-PORTAL", 2006, true,
     u"A sign-in page of the network is in the way. Sign in to the network with another device, or use "
     u"another "
     u"network.",
     u"Une page de connexion du réseau bloque l’accès. Connectez-vous au réseau avec un autre appareil, ou "
     u"changez "
     u"de réseau."},
    {Failure::revocationUnknown, "TLS-CRL", 2004, true,
     u"It could not be checked whether the password server’s certificate was withdrawn. For your protection "
     u"the "
     u"reset was stopped.",
     u"Impossible de vérifier si le certificat du serveur de mots de passe a été révoqué. Pour votre "
     u"protection, "
     u"la réinitialisation est arrêtée."},
    {Failure::tlsAuthority, "TLS-CA", 3001, false,
     u"The connection is not secure: the certificate’s authority is unknown. For your protection the reset "
     u"was "
     u"stopped.",
     u"La connexion n’est pas sûre : l’autorité du certificat est inconnue. Pour votre protection, la "
     u"réinitialisation est arrêtée."},
    {Failure::tlsName, "TLS-NAME", 3002, false,
     u"The connection is not secure: the certificate is for another server. For your protection the reset "
     u"was "
     u"stopped.",
     u"La connexion n’est pas sûre : le certificat est celui d’un autre serveur. Pour votre protection, la "
     u"réinitialisation est arrêtée."},
    {Failure::tlsDate, "TLS-DATE", 3003, false,
     u"The connection is not secure: the certificate is not valid at this date. Check the date and time of "
     u"this "
     u"PC: %t.",
     u"La connexion n’est pas sûre : le certificat n’est pas valable à cette date. Vérifiez la date et "
     u"l’heure de "
     u"ce PC : %t."},
    {Failure::tlsRevoked, "TLS-REVOKED", 3004, false,
     u"The connection is not secure: the certificate was withdrawn. For your protection the reset was "
     u"stopped.",
     u"La connexion n’est pas sûre : le certificat a été révoqué. Pour votre protection, la réinitialisation "
     u"est "
     u"arrêtée."},
    {Failure::tlsProtocol, "TLS-12", 3005, false,
     u"This PC cannot make a secure connection to the password server (TLS 1.2).",
     u"Ce PC ne peut pas établir de connexion sûre avec le serveur de mots de passe (TLS 1.2)."},
    {Failure::tlsPin, "TLS-PIN", 3006, false,
     u"The connection is not secure: the server showed an unexpected key. For your protection the reset was "
     u"stopped.",
     u"La connexion n’est pas sûre : le serveur a présenté une clé inattendue. Pour votre protection, la "
     u"réinitialisation est arrêtée."},
    {Failure::throttled, "SRV-429", 2007, false, u"There were too many attempts. Try again later: %t.",
     u"Il y a eu trop d’essais. Réessayez plus tard : %t."},
    {Failure::maintenance, "SRV-503", 2007, true,
     u"The password server is busy or being maintained. Try again in a few minutes.",
     u"Le serveur de mots de passe est occupé ou en maintenance. Réessayez dans quelques minutes."},
    {Failure::directoryUnavailable, "SRV-DIR", 2007, true,
     u"The password server cannot reach your organisation’s directory at the moment. Try again in a few "
     u"minutes.",
     u"Le serveur de mots de passe ne peut pas joindre l’annuaire de votre organisation pour le moment. "
     u"Réessayez "
     u"dans quelques minutes."},
    {Failure::flowExpired, "SRV-EXPIRED", 1004, false,
     u"This attempt has ended, because too much time went by. Start again.",
     u"Cette tentative est terminée, car trop de temps s’est écoulé. Recommencez."},
    {Failure::unexpectedAnswer, "SRV-ANSWER", 2008, false,
     u"The password server gave an unexpected answer (%d).",
     u"Le serveur de mots de passe a donné une réponse inattendue (%d)."},
    {Failure::answerTooLarge, "SRV-SIZE", 2008, false,
     u"The password server gave an answer that is too long.",
     u"Le serveur de mots de passe a donné une réponse trop longue."},
    {Failure::answerMalformed, "SRV-SHAPE", 2008, false,
     u"The password server gave an answer that this PC does not understand (%d).",
     u"Le serveur de mots de passe a donné une réponse que ce PC ne comprend pas (%d)."},
    {Failure::machineNotTrusted, "SRV-MACHINE", 2009, false,
     u"The password server does not know this PC yet, and serves approved PCs only.",
     u"Le serveur de mots de passe ne connaît pas encore ce PC, et ne sert que les PC approuvés."},
    {Failure::workerNotStarted, "PC-SERVICE", 3010, true,
     u"The reset service of this PC could not be started (%d).",
     u"Le service de réinitialisation de ce PC n’a pas pu être démarré (%d)."},
    {Failure::workerGone, "PC-STOPPED", 3010, true,
     u"The reset service of this PC stopped. Press Enter to start again.",
     u"Le service de réinitialisation de ce PC s’est arrêté. Appuyez sur Entrée pour recommencer."},
    {Failure::workerNotOurs, "PC-PIPE", 3011, false,
     u"Another program took the place of this PC’s reset service. For your protection the reset was stopped.",
     u"Un autre programme a pris la place du service de réinitialisation de ce PC. Pour votre protection, la "
     u"réinitialisation est arrêtée."},
    {Failure::workerGarbage, "PC-WIRE", 3011, false,
     u"The reset service of this PC gave an answer that makes no sense. For your protection the reset was "
     u"stopped.",
     u"Le service de réinitialisation de ce PC a donné une réponse incohérente. Pour votre protection, la "
     u"réinitialisation est arrêtée."},
    {Failure::notConfigured, "PC-CONFIG", 4001, false, u"Password reset is not set up on this PC.",
     u"La réinitialisation du mot de passe n’est pas configurée sur ce PC."},
    {Failure::cancelled, "PC-CANCEL", 1003, true, u"The reset was cancelled.",
     u"La réinitialisation a été annulée."},
};
const std::size_t kFailureCount = sizeof(kFailureRows) / sizeof(kFailureRows[0]);

}  // namespace latchkey
