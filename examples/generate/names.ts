/** Invented people: Russian names with patronymics and endings by sex, and some English ones. All fit windows-1251. */
import type { Random } from './random.ts'

export type Sex = 'female' | 'male'

export interface Family {
  readonly origin: 'ru' | 'en'
  /** As a man bears it. */
  readonly surname: string
}

export interface Name {
  readonly givenName: string
  readonly familyName: string
  readonly middleName?: string
}

type List = readonly [string, ...string[]]

function words(text: string): List {
  return text.trim().split(/\s+/) as unknown as List
}

const russianSurnames = words(`
  Абрамов Агафонов Алексеев Андреев Антонов Артемьев Афанасьев Баранов Беляев Бирюков Блинов Богданов Борисов Васильев
  Виноградов Власов Волков Воробьёв Воронов Гаврилов Голубев Горбунов Горшков Григорьев Гришин Громов Гусев Давыдов
  Данилов Дементьев Денисов Дмитриев Дроздов Дьячков Егоров Емельянов Ермаков Ершов Ефимов Жданов Жуков Журавлёв
  Зайцев Захаров Зимин Золотарёв Зуев Игнатьев Ильин Исаков Кабанов Казаков Калинин Калашников Карпов Киселёв Климов
  Князев Козлов Колесников Комаров Кондратьев Коновалов Королёв Котов Крылов Крюков Кудрявцев Кузнецов Куликов
  Лазарев Лаврентьев Лебедев Логинов Лукин Лыткин Макаров Максимов Мартынов Маслов Медведев Мельников Мещеряков
  Миронов Молчанов Морозов Мухин Назаров Некрасов Никитин Новиков Носов Овчинников Орехов Орлов Осипов Панов Панфилов
  Пестов Петров Поляков Попов Потапов Прохоров Рогов Родионов Рожков Романов Русаков Рябов Савельев Савин Самойлов
  Селезнёв Сидоров Симонов Соболев Соколов Соловьёв Субботин Суворов Суханов Тарасов Терентьев Тимофеев Тихонов Третьяков
  Трофимов Туров Уваров Успенцев Устинов Фёдоров Филатов Фомин Фролов Харитонов Хохлов Чернов Шарапов Шестаков Широков
  Шубин Щербаков Юдин Якушев`)
const englishSurnames = words(`
  Adams Baker Barnes Bennett Brooks Carter Clarke Cooper Davies Edwards Fisher Foster Gibson Graham Harris Hughes Jackson
  Kelly Lawson Mitchell Morgan Palmer Parker Reed Richards Russell Shaw Spencer Turner Walker Watson Wright`)

const given = {
  ru: {
    male: words(`
      Александр Алексей Андрей Антон Аркадий Арсений Артём Богдан Борис Вадим Василий Виктор Виталий Владимир Владислав
      Вячеслав Геннадий Георгий Глеб Григорий Даниил Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин Лев
      Леонид Макар Максим Марк Матвей Михаил Никита Николай Олег Павел Пётр Роман Руслан Семён Сергей Степан Тимофей
      Фёдор Юрий Ярослав`),
    female: words(`
      Алина Алиса Алла Анастасия Анна Валентина Валерия Варвара Вера Вероника Виктория Галина Дарья Диана Евгения
      Екатерина Елена Елизавета Жанна Зинаида Зоя Инна Ирина Карина Кира Ксения Лариса Лидия Людмила Маргарита Марина
      Мария Милана Надежда Наталья Нина Оксана Олеся Ольга Полина Раиса Светлана София Таисия Тамара Татьяна Ульяна
      Юлия Яна Ярослава`),
  },
  en: {
    male: words(`
      Adam Andrew Benjamin Charles Daniel David Edward George Harry Jack James John Luke Michael Oliver Peter Robert
      Samuel Simon Thomas William`),
    female: words(`
      Alice Amelia Charlotte Chloe Diana Eleanor Elizabeth Emily Emma Grace Hannah Helen Jane Julia Lucy Margaret Olivia
      Rachel Rose Sarah Victoria`),
  },
} as const

/** Father's name and the two patronymics, since the endings do not follow one rule. */
const fathers = words(`
  Александр:Александрович:Александровна Алексей:Алексеевич:Алексеевна Андрей:Андреевич:Андреевна
  Антон:Антонович:Антоновна Борис:Борисович:Борисовна Вадим:Вадимович:Вадимовна Василий:Васильевич:Васильевна
  Виктор:Викторович:Викторовна Владимир:Владимирович:Владимировна Григорий:Григорьевич:Григорьевна
  Денис:Денисович:Денисовна Дмитрий:Дмитриевич:Дмитриевна Евгений:Евгеньевич:Евгеньевна Иван:Иванович:Ивановна
  Игорь:Игоревич:Игоревна Илья:Ильич:Ильинична Кирилл:Кириллович:Кирилловна Константин:Константинович:Константиновна
  Леонид:Леонидович:Леонидовна Максим:Максимович:Максимовна Михаил:Михайлович:Михайловна Николай:Николаевич:Николаевна
  Олег:Олегович:Олеговна Павел:Павлович:Павловна Пётр:Петрович:Петровна Роман:Романович:Романовна
  Сергей:Сергеевич:Сергеевна Степан:Степанович:Степановна Фёдор:Фёдорович:Фёдоровна Юрий:Юрьевич:Юрьевна`)

const englishShare = 0.15

export function inventFamily(random: Random): Family {
  const origin = random.chance(englishShare) ? 'en' : 'ru'
  return { origin, surname: random.pick(origin === 'ru' ? russianSurnames : englishSurnames) }
}

/** `father` is the given name of a Russian father whose child this is; without it one is invented. */
export function inventName(random: Random, family: Family, sex: Sex, father?: string): Name {
  const givenName = random.pick(given[family.origin][sex])
  if (family.origin === 'en') return { givenName, familyName: family.surname }
  const known = fathers.find((entry) => entry.startsWith(`${father}:`)) ?? random.pick(fathers)
  const middleName = known.split(':')[sex === 'male' ? 1 : 2] ?? ''
  return {
    givenName,
    familyName: sex === 'male' ? family.surname : `${family.surname}а`,
    middleName,
  }
}

/** A father whose children can bear his patronymic. */
export function inventFather(random: Random, family: Family): Name {
  const name = inventName(random, family, 'male')
  if (family.origin === 'en') return name
  return { ...name, givenName: random.pick(fathers).split(':')[0] ?? name.givenName }
}

export function inventSex(random: Random, femaleShare = 0.5): Sex {
  return random.chance(femaleShare) ? 'female' : 'male'
}
