import type { question as english } from '../en/question.ts'

export const question = {
  'question.first-pet-name': 'Comment s’appelait le premier animal dont vous vous êtes occupé(e) ?',
  'question.first-soft-toy': 'Quel nom donniez-vous à votre peluche préférée ?',
  'question.imaginary-friend': 'Comment s’appelait un ami que vous étiez le seul enfant à voir ?',
  'question.childhood-hiding-place':
    'Où était votre meilleure cachette quand vous étiez petit(e) ?',
  'question.childhood-fear': 'De quoi aviez-vous le plus peur dans votre enfance ?',
  'question.first-book-loved': 'Quel livre avez-vous lu plusieurs fois dans votre enfance ?',
  'question.first-music-bought':
    'Quelle est la première musique que vous avez achetée avec votre argent ?',
  'question.first-film-cinema': 'Quel film avez-vous vu lors de votre première séance de cinéma ?',
  'question.first-concert': 'Qui jouait au premier concert auquel vous êtes allé(e) ?',
  'question.first-teacher-liked':
    'Quel était le nom de famille du premier professeur que vous avez aimé ?',
  'question.teacher-feared':
    'Quel était le nom de famille du professeur que vous redoutiez le plus ?',
  'question.teacher-nickname': 'Quel surnom votre classe donnait-elle à un professeur ?',
  'question.first-desk-neighbour':
    'Qui était à côté de vous lors de votre première année d’école ?',
  'question.first-crush': 'Quel était le prénom de votre premier amour ?',
  'question.first-kiss-place': 'Où étiez-vous lors de votre premier baiser ?',
  'question.first-earned-money': 'Qu’avez-vous fait pour gagner de l’argent la première fois ?',
  'question.first-big-purchase':
    'Quelle est la première chose pour laquelle vous avez longtemps économisé ?',
  'question.first-bicycle': 'À quoi ressemblait votre premier vélo ?',
  'question.first-car-name':
    'Comment appeliez-vous votre première voiture ou votre première moto ?',
  'question.first-phone-model': 'Quel était le modèle de votre premier téléphone portable ?',
  'question.first-computer-game':
    'Quel est le premier jeu vidéo que vous avez joué jusqu’à la fin ?',
  'question.first-dish-cooked': 'Quel est le premier plat que vous avez préparé sans aide ?',
  'question.dish-never-again':
    'Quel plat deviez-vous manger enfant, que vous ne toucheriez plus jamais ?',
  'question.grandparent-dish':
    'Quel plat personne ne réussissait aussi bien que l’un de vos grands-parents ?',
  'question.grandparent-saying': 'Que répétait toujours l’un de vos grands-parents ?',
  'question.family-word': 'Quel mot n’existait que dans votre famille quand vous étiez enfant ?',
  'question.first-holiday-place':
    'Dans quel lieu avez-vous passé vos premières vacances loin de chez vous ?',
  'question.first-flight-destination': 'Où votre premier voyage en avion vous a-t-il mené(e) ?',
  'question.first-sea-place': 'Où avez-vous vu la mer pour la première fois ?',
  'question.lost-thing': 'Quel objet avez-vous perdu et regrettez-vous encore aujourd’hui ?',
  'question.oldest-scar': 'D’où vient votre plus ancienne cicatrice ?',
  'question.sweet-shop': 'Dans quel magasin achetiez-vous des bonbons dans votre enfance ?',
  'question.childhood-neighbour':
    'Quel était le nom de famille des voisins dont vous vous souvenez le mieux dans votre enfance ?',
  'question.childhood-tree': 'Sur quel arbre grimpiez-vous le plus souvent, et où était-il ?',
  'question.first-bedroom-view': 'Que voyiez-vous de la fenêtre de votre première chambre ?',
  'question.first-flatmate':
    'Quel était le prénom de la première personne avec qui vous avez habité après avoir quitté vos parents ?',
  'question.plan-as-child': 'Que vouliez-vous devenir quand vous aviez dix ans ?',
  'question.costume-remembered':
    'Quel était votre déguisement à la fête dont vous vous souvenez le mieux ?',
  'question.prize-won': 'Pour quoi avez-vous reçu un prix dans votre enfance ?',
  'question.song-lullaby': 'Avec quelle chanson vous endormait-on ?',
} satisfies Record<keyof typeof english, string>
