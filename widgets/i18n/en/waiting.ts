/** The page of an application that waits. */
export const waiting = {
  page: 'Your application',
  noneTitle: 'No application on this device',
  noneText:
    'If you have applied with another device or browser, look there. If you have been accepted already, sign in.',
  signIn: 'Sign in',
  sentTitle: 'Your application is sent',
  sentLead: '{{who}} will look at it now. Nothing is open to you until then.',
  confirmingTitle: 'Accepted. One confirmation to go',
  confirmingLead: '{{who}} has to confirm that it is you. Ask them to open their home page.',
  enteringTitle: 'You are accepted',
  enteringLead: 'Your chats are being opened. This takes a few seconds.',
  who: {
    administrator: 'The school’s administrator',
    'class-teacher': 'The class teacher',
    parent: 'One of your parents',
  },
  name: 'Full name',
  sentAt: 'Sent',
  stays: 'You can close this page and come back to it on this device: the answer will be here.',
  follows: 'The page updates by itself.',
  noConnection: 'No connection at the moment. The page goes on by itself once there is one.',
  withdraw: 'Withdraw the application',
  withdrawQuestion: 'Withdraw the application? An account that it created is deleted.',
  withdrawYes: 'Yes, withdraw',
  reason: 'Reason',
  declined: {
    title: 'The application was declined',
    text: 'If this is a mistake, talk to the school: they can send you a new invitation.',
  },
  expired: {
    title: 'Nobody has answered in time',
    text: 'The application is closed. Ask the school, then apply again with a new link.',
  },
  withdrawn: {
    title: 'You have withdrawn the application',
    text: 'You can apply again with the same link while it is valid.',
  },
  forget: 'Remove from this device',
  offlineTitle: 'No connection to the school’s server',
  offlineText:
    'Your application is not lost. The page goes on by itself once there is a connection.',
  goneTitle: 'This application is no longer kept',
  goneText: 'Applications can be looked at for 30 days after they are decided.',
}
