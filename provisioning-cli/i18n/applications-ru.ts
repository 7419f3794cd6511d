export const applicationsRu = {
  'applications.summary': 'те, кто просит их принять',
  'applications.list.summary': 'перечислить заявки, сначала ожидающие',
  'applications.accept.summary': 'принять заявителей',
  'applications.decline.summary':
    'отклонить заявки; учётная запись, созданная ради заявки, стирается',
  'applications.edit.summary': 'исправить написанное заявителем, пока заявка ждёт',
  'argument.application': 'заявка; её номер показывает applications list',
  'option.name-new': 'полное имя',
  'option.applicant-class': 'класс; для учителя первый и остальные, через запятую',
  'option.applicant-subject': 'предмет; несколько через запятую',
  'applications.one-word': 'В имени нужны фамилия и имя.',
  'applications.edited': '{{id}} {{name}}: заявка исправлена.',
  'argument.applications': 'номера заявок; их показывает applications list',
  'option.application-state': 'только в этом состоянии',
  'option.applicant-person':
    'человек школы, которым оказался заявитель; new: не тот, кто предложен',
  'option.applicant-child': 'ученик, чей это родитель',
  'option.reason': 'сообщается заявителю',
  'status.applications_one': '{{count}} заявка ждёт: lyceum applications list',
  'status.applications_few': '{{count}} заявки ждут: lyceum applications list',
  'status.applications_many': '{{count}} заявок ждут: lyceum applications list',
  'status.applications_other': '{{count}} заявки ждут: lyceum applications list',
  'applications.none': 'Заявок нет.',
  'applications.one-person': 'Кто это, можно указать только для одной заявки.',
  'applications.question_one':
    'Отклонить {{count}} заявку? Учётная запись, созданная ради неё, будет стёрта.',
  'applications.question_few':
    'Отклонить {{count}} заявки? Учётные записи, созданные ради них, будут стёрты.',
  'applications.question_many':
    'Отклонить {{count}} заявок? Учётные записи, созданные ради них, будут стёрты.',
  'applications.question_other':
    'Отклонить {{count}} заявки? Учётные записи, созданные ради них, будут стёрты.',
  'applications.nothing-done': 'Ничего не решено.',
  'applications.accepted': '{{id}} {{name}}: заявка принята.',
  'applications.declined': '{{id}} {{name}}: заявка отклонена.',
  'applications.unknown': 'Заявки {{id}} нет.',
  'applications.already': 'Заявка {{id}} уже решена: {{state}}.',
  'applications.unfinished_one':
    '{{count}} решение принято, но ещё не выполнено: не ответил homeserver или комната.',
  'applications.unfinished_few':
    '{{count}} решения приняты, но ещё не выполнены: не ответил homeserver или комната.',
  'applications.unfinished_many':
    '{{count}} решений приняты, но ещё не выполнены: не ответил homeserver или комната.',
  'applications.unfinished_other':
    '{{count}} решения приняты, но ещё не выполнены: не ответил homeserver или комната.',
  'applications.state.waiting': 'ожидает',
  'applications.state.accepted': 'принята',
  'applications.state.declined': 'отклонена',
  'applications.state.withdrawn': 'отозвана',
  'applications.state.expired': 'никто не ответил',
  'applications.problem.class-missing': 'В заявке {{id}} нет класса: сначала исправьте её.',
  'applications.problem.class-gone': 'Класса из заявки {{id}} больше нет.',
  'applications.problem.child-missing':
    '{{id}}: заявка родителя; укажите чьего: applications accept {{id}} --child PERSON.',
  'applications.problem.child-unknown': '{{id}}: этот ребёнок не ученик школы.',
  'applications.problem.chat-gone': 'Чата из заявки {{id}} больше нет.',
  'applications.problem.person-unknown': '{{id}}: такого человека в школе нет.',
  'applications.problem.person-entered':
    '{{id}}: этот человек уже вошёл или вот-вот войдёт. С --person new это будет кто-то другой.',
  'applications.problem.person-differs':
    '{{id}}: этот человек в школе не тот, кем просится заявитель.',
  'applications.problem.account-is-pupil':
    '{{id}}: заявка с учётной записи ученика, она не может быть ничем другим.',
  'applications.problem.account-is-not-pupil':
    '{{id}}: заявка с учётной записи того, кто не ученик.',
  'person.edit.summary': 'исправить имя или предметы человека',
  'option.subject-class': 'где преподаются предметы; иначе в школе',
  'person.edit.done': '{{person}} школы {{school}}: исправлено.',
  'person.edit.roster': 'Список школы, в котором иначе, запишет своё снова.',
  'person.confirm.summary':
    'сказать, что учётная запись принадлежит ожидающему этого ученику, или что нет',
  'option.refuse': 'это не он: учётная запись, созданная ради этого, стирается',
  'person.confirm.nothing': 'Подтверждать {{person}} не нужно.',
  'person.confirm.question':
    'Отказать учётной записи, которая ждёт стать {{person}}? Созданная ради этого будет стёрта.',
  'person.confirm.confirmed': '{{person}}: подтверждено, ученик вошёл.',
  'person.confirm.refused': '{{person}}: отказано, учётная запись не этого ученика.',
  'option.shared': 'одна ссылка для роли (и класса), которой пользуются многие; их заявки ждут',
  'option.uses': 'сколько человек может подать по ней заявку; иначе сколько угодно',
  'invites.shared.no-role': 'Общей ссылке нужна роль.',
  'invites.shared.no-class': 'Администраторы принадлежат школе, а не классу.',
  'invites.shared.no-person': 'Общая ссылка не бывает личной.',
  'invites.shared.only': '--uses относится к общим ссылкам: добавьте --shared.',
  'invites.shared.issued':
    'Ссылка показана один раз: хранится только её хеш. Заявки по ней ждут решения: lyceum applications list.',
  'invites.shared.everybody': 'общая, заявок: {{used}}',
  'invites.shared.up-to': 'до {{uses}}, заявок: {{used}}',
  'column.subjects': 'Предметы',
  'column.application': 'Заявка',
  'column.since': 'С',
  'homeserver.summary': 'встроенный homeserver',
} as const
