import type { PaperTexts } from './paper-texts.ts'

export const english: PaperTexts = {
  sheetTitle: (group, school) => `Invitations: ${group}, ${school}`,
  classGroup: (label) => `class ${label}`,
  staffGroup: 'staff',
  familiesGroup: 'families without a class',
  invitation: 'Invitation to school',
  invitationForParent: 'Invitation for a parent',
  role: {
    administrator: 'Administrator',
    teacher: 'Teacher',
    pupil: 'Pupil',
    parent: 'Parent',
  },
  whoYouAre: 'You are',
  classes: (count) => (count === 1 ? 'Class' : 'Classes'),
  childClass: (count) => (count === 1 ? 'Your child’s class' : 'Your children’s classes'),
  child: (count) => (count === 1 ? 'Your child' : 'Your children'),
  moreClasses: (count) => `and ${count} more`,
  scan: 'Point your phone’s camera at the code',
  check: 'Check that this is the right school and class.',
  choose: 'Choose a login and a password.',
  noCamera: 'No camera? Type this code on the page',
  validUntil: (date) => `Valid until ${date}`,
  login: 'My login',
  server: 'Server for apps',
  secret: 'Give this paper to nobody and tell nobody your password: others could sign in as you.',
  wrong: {
    pupil: 'Not your slip, or a mistake on it? Give it back to your class teacher.',
    teacher: 'Not your slip, or a mistake on it? Give it back to the school’s administrator.',
    parent: 'Not your letter, or a mistake in it? Give it back to the class teacher.',
  },
  qrAlt: 'QR code with the link of the invitation. The typed code does the same.',
  parent: {
    lead: 'The school invites you to its closed chat: class news, parents, teachers.',
    scanTitle: 'Scan the code with your phone, choose a login and a password',
    scanText:
      'A page of the school opens. Check that this is the right school and class. If it is not your child or not your school, press “This is not me”.',
    haveAccount: 'Already in as the parent of another child? Sign in with the same account.',
    clientTitle: 'Open an app and sign in',
    clientText:
      'Any Matrix app will do, for example Element, FluffyChat or SchildiChat. Sign in with the server, your login and your password. Your chats are already there.',
    serverNote: 'The server to give in the app',
    passwordNote: 'Do not write the password on this page.',
    help: 'Lost this page or forgot the password? The class teacher gives you a new code.',
  },
}
