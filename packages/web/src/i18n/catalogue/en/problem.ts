/** What the problem page says to a person: what happened, what to do now. */
export const problem = {
  'problem.malformed.title': 'We couldn’t read that',
  'problem.malformed.text':
    'Something in the form or the address was not as expected. Go back and try again.',
  'problem.not-signed-in.title': 'Please sign in',
  'problem.not-signed-in.text':
    'This page is for people who have signed in, and your session may have ended.',
  'problem.signature-not-accepted.title': 'This attempt belongs to another PC',
  'problem.signature-not-accepted.text':
    'It was begun at a sign-in screen and goes on there only. Start again from the first page.',
  'problem.machine-not-trusted.title': 'This PC isn’t approved yet',
  'problem.machine-not-trusted.text':
    'An administrator has to approve it first. Until then, reset your password in a browser on your phone or another PC.',
  'problem.form-not-trusted.title': 'Please send the form once more',
  'problem.form-not-trusted.text':
    'We couldn’t tell that the form came from our own page. Allow cookies for this site, open the page afresh and try again. Nothing has changed.',
  'problem.must-change.title': 'Time for a new password',
  'problem.must-change.text':
    'Your password was right, but it has to be changed before you can sign in.',
  'problem.not-permitted.title': 'This page isn’t open to you',
  'problem.not-permitted.text':
    'Your account has no right to see it. If you need it, ask your administrator.',
  'problem.not-found.title': 'There is nothing here',
  'problem.not-found.text': 'The address may be mistyped, or the page is gone.',
  'problem.method-not-allowed.title': 'That doesn’t work this way',
  'problem.method-not-allowed.text':
    'This address can’t be used like that. Start again from the first page.',
  'problem.stale-step.title': 'You already answered that',
  'problem.stale-step.text':
    'This attempt has moved on, maybe in another window. Go on where it is now.',
  'problem.flow-expired.title': 'This attempt has ended',
  'problem.flow-expired.text':
    'An attempt lasts 15 minutes, and less once it was cancelled. Your password has not changed by it. Start again when you are ready.',
  'problem.body-too-large.title': 'That was too much text',
  'problem.body-too-large.text':
    'What you sent is larger than any answer can be. Go back and shorten it.',
  'problem.media-type-unsupported.title': 'We couldn’t read that',
  'problem.media-type-unsupported.text':
    'It came in a form that we don’t know. Start again from the first page.',
  'problem.host-unknown.title': 'This address isn’t ours',
  'problem.host-unknown.text': 'Use the address that your organisation gave you.',
  'problem.too-many-attempts.title': 'Too many attempts for now',
  'problem.too-many-attempts.text':
    'There were many attempts from your network within a short time. Wait ten minutes and try again, or call the help desk.',
  'problem.headers-too-large.title': 'Your browser sent too much',
  'problem.headers-too-large.text': 'Delete the cookies of this site and try again.',
  'problem.internal.title': 'Something went wrong on our side',
  'problem.internal.text':
    'It isn’t your fault. Try again in a minute. If it stays like this, tell the help desk the number below.',
  'problem.directory-unavailable.title': 'We can’t reach the directory',
  'problem.directory-unavailable.text':
    'The place where your password is kept does not answer at the moment. Your password has not changed. Try again in a few minutes.',
  'problem.service-unavailable.title': 'Very busy at the moment',
  'problem.service-unavailable.text': 'Wait a moment, then try again. Nothing is lost.',
}
