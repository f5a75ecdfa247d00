/**
 * The security questions that anybody may be offered. An id never changes its meaning: answers are kept by it.
 * Each asks for something that stays as it is, that has many possible answers, and that neither an employer, a
 * public register nor a profile page tends to know.
 */
export const SECURITY_QUESTIONS = [
  'first-pet-name',
  'first-soft-toy',
  'imaginary-friend',
  'childhood-hiding-place',
  'childhood-fear',
  'first-book-loved',
  'first-music-bought',
  'first-film-cinema',
  'first-concert',
  'first-teacher-liked',
  'teacher-feared',
  'teacher-nickname',
  'first-desk-neighbour',
  'first-crush',
  'first-kiss-place',
  'first-earned-money',
  'first-big-purchase',
  'first-bicycle',
  'first-car-name',
  'first-phone-model',
  'first-computer-game',
  'first-dish-cooked',
  'dish-never-again',
  'grandparent-dish',
  'grandparent-saying',
  'family-word',
  'first-holiday-place',
  'first-flight-destination',
  'first-sea-place',
  'lost-thing',
  'oldest-scar',
  'sweet-shop',
  'childhood-neighbour',
  'childhood-tree',
  'first-bedroom-view',
  'first-flatmate',
  'plan-as-child',
  'costume-remembered',
  'prize-won',
  'song-lullaby',
] as const
export type SecurityQuestionId = (typeof SECURITY_QUESTIONS)[number]

/** A question as it is kept and asked: one of the catalogue, or one of the organisation's own with its words. */
export type SecurityQuestion =
  | { readonly id: SecurityQuestionId }
  | { readonly id: `own-${string}`; readonly own: { readonly en: string; readonly fr: string } }
