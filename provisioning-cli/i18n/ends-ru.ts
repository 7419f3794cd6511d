export const endsRu = {
  'person.end.summary':
    'сразу завершить участие человека, роль, место в классе или опеку; реестр их не вернёт',
  'option.end-role': 'только эту роль, во всех классах или для всех детей',
  'option.end-class': 'только место в этом классе',
  'option.end-child': 'только опеку над этим ребёнком',
  'option.end-undo': 'разрешить следующему реестру вернуть',
  'person.end.person': 'всё в школе',
  'person.end.role': 'эта роль',
  'person.end.class': 'место в этом классе',
  'person.end.child': 'опека над этим ребёнком',
  'person.end.one-part':
    'Укажите что-то одно: --role, --class или --child; без них завершается участие человека.',
  'person.end.question':
    'Завершить для человека {{person}} в школе {{school}}: {{what}}? Сеансы и комнаты закроются сразу.',
  'person.end.declined': 'Ничего не завершено.',
  'person.end.done': 'Завершено для человека {{person}} в школе {{school}}: {{what}}.',
  'person.end.without-role':
    '{{person}} больше никто в этой школе: сеансы закрыты, приглашения недействительны',
  'person.end.roster':
    'Реестр, в котором это ещё есть, получит предупреждение и не вернёт его. Вернуть: --undo.',
  'person.end.undone':
    'Отменено для человека {{person}} в школе {{school}}: {{what}}. Следующий реестр, в котором это есть, вернёт его.',
  'person.end.not-ended':
    'Для человека {{person}} в школе {{school}} ничего такого не завершали ({{what}}).',
} as const
