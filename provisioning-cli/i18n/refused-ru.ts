/** Тексты об отклонённых строках. */
import type { refusedEn } from './refused-en.ts'

export const refusedRu: Record<keyof typeof refusedEn, string> = {
  'option.refused': 'записать строки с ошибками в этот файл (CSV), чтобы исправить их',
  'argument.refused': 'исправленный файл, который записала команда check --refused',
  'check.refused':
    'Строки с ошибками записаны в {{file}}. Исправьте их там и укажите оба файла: {{command}}',
  'check.refused-none': 'Нет отклонённых строк, которые можно исправить по одной.',
  'check.refused-exists': '{{file}} уже есть, и в нём что-то другое.',
  'check.refused-exists-hint': 'Укажите имя нового файла.',
}
