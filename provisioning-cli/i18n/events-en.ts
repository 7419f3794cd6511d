export const eventsEn = {
  'events.summary': 'what the homeserver sent and could not be handled',
  'events.list.summary':
    'show events of the homeserver that were given up after eight attempts, and how many wait',
  'events.retry.summary': 'have the events that were given up handled once more',
  'events.counts': 'Events: {{waiting}} waiting, {{dead}} given up.',
  'events.retry-hint': 'When the reason is gone: lyceum events retry',
  'events.retried_one': '{{count}} event waits to be handled again.',
  'events.retried_other': '{{count}} events wait to be handled again.',
  'status.events':
    '{{dead}} events of the homeserver were given up: lyceum events list shows them.',
} as const
