export const policyEn = {
  'policy.summary': 'who may reach whom, and why',
  'policy.explain.summary':
    'say whether two people may write to, invite and find each other, by which rule, and on what that rests',
  'argument.policy-person': 'a person’s id, login or Matrix id',
  'policy.unknown': 'Nobody is known as {{person}}.',
  'policy.no-school': 'of no school',
  'policy.region': 'region staff',
  'policy.yes': 'They may write to and invite each other, and find each other by name.',
  'policy.no': 'They may not write to, invite or find each other.',
  'policy.rule': 'rule: {{one}} and {{other}}, {{within}}',
  'policy.within.school': 'of one school',
  'policy.within.class': 'of one class',
  'policy.within.family': 'of one family',
  'policy.by.self': 'one and the same account',
  'policy.by.bot': 'everybody may write to the school’s bot',
  'policy.by.region-staff': 'rule: region staff may talk to everybody',
  'policy.relation.school': 'school {{school}}',
  'policy.relation.class': 'class {{class}}',
  'policy.relation.child': 'child {{child}}',
  'policy.precedence':
    'Order: oneself; the bot; whoever is of no school reaches nobody; region staff; the rules of the configuration from the top; nobody else. In a room of their own, a newcomer is judged against everybody who is in it.',
} as const
