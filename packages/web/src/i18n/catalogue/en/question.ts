import type { SecurityQuestionId } from '@latchkey/protocol'

/** The security questions of the catalogue. Their sense never changes: answers are kept by the key. */
export const question = {
  'question.first-pet-name': 'What was the name of the first animal that you looked after?',
  'question.first-soft-toy': 'What did you call your favourite soft toy?',
  'question.imaginary-friend': 'What was the name of a friend that only you could see?',
  'question.childhood-hiding-place': 'Where did you hide best when you were small?',
  'question.childhood-fear': 'What were you most afraid of as a child?',
  'question.first-book-loved': 'Which book did you read more than once as a child?',
  'question.first-music-bought': 'Which music did you buy first with your own money?',
  'question.first-film-cinema': 'Which film did you see on your first visit to a cinema?',
  'question.first-concert': 'Who played at the first concert that you went to?',
  'question.first-teacher-liked': 'What was the surname of the first teacher that you liked?',
  'question.teacher-feared': 'What was the surname of the teacher that you feared most?',
  'question.teacher-nickname': 'Which nickname did your class give to a teacher?',
  'question.first-desk-neighbour': 'Who sat next to you in your first year at school?',
  'question.first-crush': 'What was the first name of the first person that you were in love with?',
  'question.first-kiss-place': 'Where were you when you were first kissed?',
  'question.first-earned-money': 'What did you do to earn money for the first time?',
  'question.first-big-purchase':
    'What was the first thing that you saved up for a long time to buy?',
  'question.first-bicycle': 'What did your first bicycle look like?',
  'question.first-car-name': 'What did you call your first car or motorcycle?',
  'question.first-phone-model': 'Which model was your first mobile phone?',
  'question.first-computer-game': 'Which was the first computer game that you played to its end?',
  'question.first-dish-cooked': 'Which dish did you cook first by yourself?',
  'question.dish-never-again':
    'Which dish did you have to eat as a child and would never touch again?',
  'question.grandparent-dish': 'Which dish did nobody make as well as one of your grandparents?',
  'question.grandparent-saying': 'What did one of your grandparents say all the time?',
  'question.family-word': 'Which word did only your family use when you were a child?',
  'question.first-holiday-place': 'In which place did you spend your first holiday away from home?',
  'question.first-flight-destination': 'Where did your first flight take you?',
  'question.first-sea-place': 'Where did you first see the sea?',
  'question.lost-thing': 'Which thing did you lose and still miss today?',
  'question.oldest-scar': 'How did you get your oldest scar?',
  'question.sweet-shop': 'In which shop did you buy sweets as a child?',
  'question.childhood-neighbour':
    'What was the surname of the neighbours that you remember best from your childhood?',
  'question.childhood-tree': 'Which tree did you climb most often, and where was it?',
  'question.first-bedroom-view': 'What could you see from the window of your first bedroom?',
  'question.first-flatmate':
    'What was the first name of the first person that you shared a home with after leaving your parents?',
  'question.plan-as-child': 'What did you want to be when you were ten?',
  'question.costume-remembered': 'What did you dress up as for the party that you remember best?',
  'question.prize-won': 'What did you win a prize for as a child?',
  'question.song-lullaby': 'Which song were you sung to sleep with?',
} satisfies Record<`question.${SecurityQuestionId}`, string>
