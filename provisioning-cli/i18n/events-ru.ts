export const eventsRu = {
  'events.summary': 'события сервера, которые не удалось обработать',
  'events.list.summary':
    'показать события сервера, от которых отказались после восьми попыток, и сколько их ждёт',
  'events.retry.summary': 'обработать события, от которых отказались, ещё раз',
  'events.counts': 'События: ждут {{waiting}}, отказались от {{dead}}.',
  'events.retry-hint': 'Когда причина устранена: lyceum events retry',
  'events.retried_one': '{{count}} событие снова ждёт обработки.',
  'events.retried_few': '{{count}} события снова ждут обработки.',
  'events.retried_many': '{{count}} событий снова ждут обработки.',
  'events.retried_other': '{{count}} события снова ждут обработки.',
  'status.events':
    'Событий сервера, от которых отказались: {{dead}}. Их показывает lyceum events list.',
} as const
