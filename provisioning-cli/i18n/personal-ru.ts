export const personalRu = {
  'person.export.summary': 'выгрузить в ZIP всё, что хранится о человеке',
  'option.export-out': 'куда записать ZIP; без этого ID.zip',
  'person.export.done':
    'Записано в {{file}}: событий {{events}} из комнат {{rooms}}, файлов {{files}}. Передайте и удалите.',
  'person.erase.summary':
    'стереть человека навсегда: из всех комнат, все слова, файлы и записи; следующая выгрузка его не вернёт',
  'option.forget-tombstone':
    'разрешить выгрузке вернуть человека, стёртого под этим идентификатором',
  'person.erase.question':
    'Стереть {{id}} навсегда? Исчезнут сообщения, файлы, учётная запись и все записи; вернуть это нельзя.',
  'person.erase.declined': 'Ничего не стёрто.',
  'person.erase.done': 'Стёрто: событий {{events}}, файлов {{files}}.',
  'person.erase.shared':
    'Учётная запись принадлежит ещё кому-то: сказанное ею и её файлы остаются при ней.',
  'person.erase.rooms-left':
    'В этих комнатах никто из присутствующих не вправе ничего убрать; их может удалить администратор сервера: {{rooms}}',
  'person.erase.quotations_one': '{{count}} сообщение других цитирует или называет человека:',
  'person.erase.quotations_few': '{{count}} сообщения других цитируют или называют человека:',
  'person.erase.quotations_many': '{{count}} сообщений других цитируют или называют человека:',
  'person.erase.quotations_other': '{{count}} сообщения других цитируют или называют человека:',
  'person.erase.purge':
    'В файлах сервера убранное лежит до `lyceum homeserver purge`, в старых резервных копиях — до их удаления.',
  'person.erase.forgotten': 'Следующая выгрузка может снова принести {{id}}.',
  'person.erase.not-erased': 'Под {{id}} никого не стирали.',
  'homeserver.purge.summary':
    'вычистить стёртое из файлов встроенного сервера Matrix; он не должен при этом работать',
  'homeserver.purge.running': 'Сервер Matrix работает: открытые им файлы вычистить нельзя.',
  'homeserver.purge.running-hint': 'Остановите `lyceum up`, вычистите и запустите снова.',
  'homeserver.purge.other': 'Это не встроенный сервер Matrix.',
  'homeserver.purge.other-hint': 'docs/personal-data.md говорит, что делать на своём Synapse.',
  'homeserver.purge.done':
    'Вычищено: событий {{events}}, записей поиска {{search}}, имён {{names}}. Базы сжаты.',
} as const
