import { applications } from './en/applications.ts'
import { apply } from './en/apply.ts'
import { home } from './en/home.ts'
import { waiting } from './en/waiting.ts'

/** The English catalogue is the model: the Russian one has the same keys by type. */
export const en = {
  applications,
  apply,
  home,
  waiting,
  language: { choose: 'Language of the page' },
  footer: {
    closed: 'A closed network of the school. Your data stays on its own server.',
    help: 'Need help? Ask the class teacher or the school’s administrator.',
  },
  common: {
    loading: 'Loading…',
    copy: 'Copy',
    copied: 'Copied',
    copyOf: 'Copy: {{what}}',
    back: 'Back',
    again: 'Try again',
    show: 'Show password',
    hide: 'Hide password',
    cancel: 'Cancel',
  },
  role: {
    administrator: 'Administrator',
    teacher: 'Teacher',
    pupil: 'Pupil',
    parent: 'Parent',
  },
  ask: {
    administrator: 'whoever sent you the invitation',
    teacher: 'the school’s administrator',
    pupil: 'your class teacher',
    parent: 'your child’s class teacher',
  },
  invitation: {
    title: 'You are invited',
    resetTitle: 'A new password',
    school: 'School',
    class: 'Class',
    childClass: 'Your child’s class',
    role: 'You join as',
    name: 'Name',
    checkIt: {
      class: 'Please check that this invitation is yours: school, class and name.',
      school: 'Please check that this invitation is yours: school and name.',
    },
    checkShared: {
      class: 'Please check that the school, the class and the role are yours.',
      school: 'Please check that the school and the role are yours.',
    },
    validUntil: 'Valid until {{date}}',
    notMe: 'This is not me',
  },
  notMe: {
    title: 'Not your invitation?',
    nothingUsed:
      'Nothing has happened: the invitation is unused, and the person it is meant for can still join.',
    return: 'Give the slip or the link back to whoever gave it to you.',
    askFor: 'Ask {{who}} for your own invitation.',
    mistake: 'If the school, class or name is wrong, say so: only the school can correct it.',
    back: 'It is me after all',
    other: 'Enter another code',
  },
  account: {
    newTitle: 'Choose a login and a password',
    newLead: 'With these you sign in to the school’s chats, on your phone and your computer.',
    resetLead:
      'The login stays the same. Once the new password is set, every device has to sign in again.',
    login: 'Login',
    loginHint:
      'Latin letters and digits. People you write to see it, so leave out surname and birthday.',
    loginFixed: 'It cannot be changed.',
    yourId: 'Your Matrix address: {{id}}',
    password: 'Password',
    passwordHint: 'At least 12 characters. A phrase of several words is fine.',
    offer: 'Suggest a password',
    offerAgain: 'Suggest another',
    offered:
      'Here is a password of three words. Write it down: the school cannot see it or remind you.',
    submit: 'Join the school',
    submitReset: 'Save the new password',
    submitting: 'Joining the school, this takes a second or two…',
    haveOne: 'I already have an account',
    haveOneHint: {
      administrator: 'For example, you have already joined as a teacher or as a parent.',
      teacher: 'For example, you have already joined as a parent, or teach at one more school.',
      pupil: 'For example, you have already joined as a pupil of one more school.',
      parent: 'For example, you have already joined as the parent of another child.',
    },
    makeNew: 'I do not have an account',
  },
  signIn: {
    title: 'Sign in with your account',
    lead: 'It stays as it is: the school and class of this invitation are added to it.',
    login: 'Login',
    password: 'Password',
    submit: 'Sign in and join',
    leadApply:
      'It stays as it is: once you are accepted, the school and class of this invitation are added to it.',
    continue: 'Continue',
    submitting: 'Signing in…',
    'credentials-needed': 'Enter login and password.',
    declined: 'The app did not confirm who you are.',
    'not-of-school':
      'This account is of no school here. If you have applied, look at your application.',
    failure: 'Something went wrong. Try again in a minute.',
    wrong: 'Login or password is wrong. Check the keyboard layout.',
    limited: 'Too many tries. Wait a minute, then try again.',
    unreachable: 'The server does not answer. Check the connection and try again.',
  },
  strength: {
    label: 'Password strength',
    weak: 'Weak',
    fair: 'Nearly there',
    good: 'Good',
    strong: 'Strong',
  },
  field: {
    'login-missing': 'Enter a login.',
    'login-too-short': 'Too short: at least 3 characters.',
    'login-too-long': 'Too long: at most 32 characters.',
    'login-upper-case': 'Small Latin letters only.',
    'login-not-allowed-characters': 'Only Latin letters, digits and . _ - without spaces.',
    'login-starts-with-underscore': 'A login cannot begin with an underscore.',
    'login-only-digits': 'Add at least one letter.',
    'login-reserved': 'The system uses this login itself. Choose another.',
    'login-fixed': 'The login cannot be changed.',
    'login-taken': 'Somebody has this login already. These are free:',
    'password-missing': 'Enter a password.',
    'password-too-short': 'Too short: at least 12 characters, or harder to guess.',
    'password-too-long': 'Too long: at most 128 characters.',
    'password-refused':
      'The school’s server does not take this password. Take a longer one with digits and signs.',
    'password-common': 'This password is easy to guess. Add words, or take the suggested one.',
  },
  done: {
    title: 'You are in!',
    resetTitle: 'The new password is set',
    lead: '{{school}}: your chats are ready. All that is left is to sign in with an app.',
    resetLead: 'Every device has to sign in again now, with the new password.',
    data: 'Your sign-in data',
    server: 'Server',
    login: 'Login',
    password: 'Password',
    passwordIs: 'the one you have just chosen',
    passwordOwn: 'the one you have',
    passwordOf: 'the one you applied with',
    write:
      'Write down your login and password. Never give them to anyone, not to a teacher and not to an administrator: they will never ask.',
    onPhone: 'On a phone',
    phone1:
      'Install any Matrix app from the app store, for example Element, FluffyChat or SchildiChat.',
    phone2: 'On its sign-in screen choose another server and enter the address above, or scan it.',
    phone3: 'Enter your login and password.',
    onComputer: 'On a computer',
    computer1: 'Open the Matrix program or web client that your school uses.',
    computerWeb: 'Open the school’s web client with the button below.',
    openClient: 'Open the web client',
    computer2: 'Change the server to the address above, then enter your login and password.',
    qr: 'QR code with the server’s address {{server}}',
    page: 'In a browser you have a page of your own: your chats, the people you may write to, and what waits for your answer.',
    toPage: 'Open my page',
    forgot:
      'If you forget the password, the class teacher or the administrator gives you a new code.',
  },
  forgotten: {
    title: 'Forgot the password or the login?',
    signIn: 'Was it you? Then sign in',
    home: 'My home page',
    byPhone: 'New password by phone',
    phoneHint: 'The number you gave when you joined: the code goes nowhere else.',
    noPhone: 'You do not have that number any more?',
    submit: 'Set a new password',
    ask: {
      'class-teacher': 'the class teacher',
      administrator: 'the school’s administrator',
    },
  },
  closed: {
    full: {
      title: 'This link has been used up',
      text: 'As many people have applied with it as it was made for.',
    },
    used: {
      title: 'This invitation has been used',
      text: 'Somebody has joined with it.',
      ask: 'Ask {{who}} for a new code. Was it not you who joined? Say so at once.',
    },
    expired: {
      title: 'This invitation has expired',
      text: 'Nobody can join with it any more.',
      ask: 'Ask {{who}} for a new invitation.',
    },
    revoked: {
      title: 'This invitation is no longer valid',
      text: 'It was withdrawn, or another one was issued instead. If you have a newer slip, use that.',
      ask: 'Ask {{who}} for a new invitation.',
    },
    unknown: {
      title: 'There is no such invitation',
      text: 'Check that the link is complete, or enter the code from your slip.',
    },
    offline: {
      title: 'No connection to the school’s server',
      text: 'Check your internet connection. The invitation is not lost: try again in a minute.',
    },
    limited: {
      title: 'Too many tries',
      text: 'There were too many tries from this address. Please wait about {{count}} min. The invitation is not lost.',
    },
  },
  problem: {
    busy: 'Somebody is joining with this invitation right now. Wait a few seconds and try again.',
    openid: 'The server did not confirm who you are. Please sign in again.',
    notAllowed: 'You cannot join with this account.',
    isPupil:
      'You are signed in as a pupil. A pupil cannot take a parent’s or a teacher’s invitation: give it to the person it is meant for, who signs in or makes an account of their own.',
    isNotPupil:
      'This invitation is a pupil’s, and this account is an adult’s. The pupil makes an account of their own with it.',
    linkFull:
      'Too many applications by this link are waiting. Try again later, or tell the school.',
    failure: 'Something went wrong. The invitation is not lost: try again in a minute.',
    offline: 'No connection to the school’s server. The invitation is not lost: try again.',
    limited: 'Too many tries. Please wait about {{count}} min.',
    noConnection: 'No connection to the school’s server. Try again.',
    notLoaded: 'This could not be loaded. Try again in a minute.',
    summary: 'Please check the marked fields.',
  },
  code: {
    title: 'Join with a code',
    lead: 'The code is printed on the slip from your school: three groups of four characters.',
    label: 'Code',
    hint: 'Letters and digits, capital or small.',
    submit: 'Continue',
    malformed: 'A code has 12 characters in three groups of four. Is it complete?',
    unknown: 'There is no such code. Check each character: 0 is zero, 1 is one.',
  },
  console: {
    title: 'Administrator’s console',
    lead: 'There is no page for running the school here yet. These commands on the server do it:',
    apply: 'show and apply changes of the school’s roster',
    invites: 'issue invitations',
    applications: 'decide who is let in',
    toApplications: 'Applications in the browser',
    person: 'find a person, issue a link to a new password',
    status: 'the school’s state, and a check of the installation',
  },
  notIn: {
    title: 'You are not signed in',
    application: 'My application',
  },
  foreignFrame: {
    title: 'Open this page in its own window',
    text: 'It is shown inside a page that the school’s administrator has not allowed, so nobody should sign in here.',
    open: 'Open in a new window',
  },
  notFound: {
    title: 'There is no such page',
    text: 'Check the address, or begin at the start page.',
    home: 'To the start page',
  },
}

type Texts<Model> = {
  readonly [Key in keyof Model]: Model[Key] extends string ? string : Texts<Model[Key]>
}

export type Catalogue = Texts<typeof en>
