export const policyRu = {
  'policy.summary': 'кто с кем может связаться и почему',
  'policy.explain.summary':
    'сказать, могут ли двое писать друг другу, приглашать и находить друг друга, по какому правилу и на чём оно держится',
  'argument.policy-person': 'идентификатор человека, логин или Matrix id',
  'policy.unknown': 'Никто не известен как {{person}}.',
  'policy.no-school': 'ни в одной школе',
  'policy.region': 'сотрудник региона',
  'policy.yes': 'Могут писать друг другу, приглашать и находить друг друга по имени.',
  'policy.no': 'Не могут писать друг другу, приглашать и находить друг друга.',
  'policy.rule': 'правило: {{one}} и {{other}}, {{within}}',
  'policy.within.school': 'одна школа',
  'policy.within.class': 'один класс',
  'policy.within.family': 'одна семья',
  'policy.by.self': 'одна и та же учётная запись',
  'policy.by.bot': 'боту школы может писать каждый',
  'policy.by.region-staff': 'правило: сотрудники региона могут общаться со всеми',
  'policy.relation.school': 'школа {{school}}',
  'policy.relation.class': 'класс {{class}}',
  'policy.relation.child': 'ребёнок {{child}}',
  'policy.precedence':
    'Порядок: сам с собой; бот; кто не состоит в школе, не общается ни с кем; сотрудники региона; правила конфигурации сверху вниз; больше никто. В собственной комнате нового участника сверяют со всеми, кто в ней есть.',
} as const
