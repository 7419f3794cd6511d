/**
 * Words that Russian speakers choose first, in both alphabets, which the estimator's English lists lack. Written down by us from
 * what leaks are known for: given names, endearments, clubs, keyboard walks.
 */
export const commonRussianPasswords: readonly string[] = `
  пароль любовь привет солнышко зайка зайчик котик котенок малыш малышка рыбка лапочка красотка красавица люблю
  любимый любимая счастье мама мамочка папа папочка семья сестра братик бабушка дедушка ребенок дочка сынок
  школа ученик учитель учительница класс дневник пятерка двойка каникулы директор лицей гимназия
  россия москва питер спартак зенит локомотив динамо цска краснодар рубин барселона реал
  наташа настя катя лена ольга оля аня анна маша мария даша юля света ира ирина таня татьяна елена галина
  александр саша сережа сергей андрей дима дмитрий алексей леша максим иван ваня никита артем миша михаил
  кирилл егор денис антон роман рома илья паша павел вова владимир володя виктор витя юра юрий олег игорь
  виктория вика полина алина ксения софия соня алиса ева варвара арина кристина карина диана милана
  мурка мурзик барсик рыжик пушок шарик бобик дракон самолет собака кошка тигр медведь волк
  пашка сашка машка дашка наташка незнаю секрет секретик доступ админ администратор вход тест проба
  йцукен йцукенг фыва фывапр ячсмит йфяцыч абвгд абвгде абвгдеж фывфыв йцуйцу
  parol privet lubov lyubov solnishko zayka zaichik kotik kotenok malish natasha nastya katya masha dasha sasha
  serega dimon maksim nikita artem misha kirill egor denis spartak zenit lokomotiv rossiya moskva shkola marina
  aleksandr aleksey andrey dmitriy sergey vladimir ekaterina anastasiya tatyana svetlana yulya irina olga polina
`
  .trim()
  .split(/\s+/)
