/** What the launchers say, in the language of the terminal: they run before anything is installed, so the texts are here. */

const texts = {
  en: {
    installing: (/** @type {number} */ count) =>
      `Installing what Lyceum needs (${count} packages, a minute or two) ...`,
    stillInstalling: (/** @type {number} */ seconds) => `  still installing, ${seconds} s`,
    installed: (/** @type {number} */ seconds) => `Installed in ${seconds} s.`,
    unfinished: (/** @type {number} */ code) =>
      `\nThe installation did not finish (npm ended with ${code}); npm says why above.`,
    noNpm: '\nnpm was not found. It comes with Node: https://nodejs.org',
    checkNetwork:
      'Check the network and `npm config get registry`, then run the same command again.',
    noVenv:
      'Python lacks the module venv, which the homeserver is installed with.\nRun:  sudo apt install python3-venv',
    noPython:
      'Python 3.10 or newer is needed for the homeserver and was not found.\nRun:  sudo apt install python3 python3-venv    (or your system’s way)',
    noNode: (
      /** @type {number} */ needed,
      /** @type {string} */ found,
      /** @type {string} */ brought,
    ) =>
      [
        `Lyceum needs Node ${needed} or newer; this is Node ${found}, and the one that comes`,
        `with Lyceum (${brought}) is not installed.`,
        'Run:  npm start    (it installs what is missing; or npm install --omit=dev)',
      ].join('\n'),
  },
  ru: {
    installing: (/** @type {number} */ count) =>
      `Устанавливается то, что нужно Lyceum (пакетов: ${count}, одна-две минуты) ...`,
    stillInstalling: (/** @type {number} */ seconds) => `  установка идёт, ${seconds} с`,
    installed: (/** @type {number} */ seconds) => `Установлено за ${seconds} с.`,
    unfinished: (/** @type {number} */ code) =>
      `\nУстановка не закончена (npm завершился с кодом ${code}); причину npm назвал выше.`,
    noNpm: '\nПрограммы npm нет. Она входит в Node: https://nodejs.org',
    checkNetwork:
      'Проверьте сеть и `npm config get registry`, потом запустите ту же команду ещё раз.',
    noVenv:
      'В Python нет модуля venv, а с ним устанавливается сервер Matrix.\nВыполните:  sudo apt install python3-venv',
    noPython:
      'Для сервера Matrix нужен Python 3.10 или новее, а его нет.\nВыполните:  sudo apt install python3 python3-venv    (или как принято в вашей системе)',
    noNode: (
      /** @type {number} */ needed,
      /** @type {string} */ found,
      /** @type {string} */ brought,
    ) =>
      [
        `Для Lyceum нужен Node ${needed} или новее; это Node ${found}, а тот, что входит`,
        `в Lyceum (${brought}), не установлен.`,
        'Выполните:  npm start    (установит недостающее; или npm install --omit=dev)',
      ].join('\n'),
  },
}

/**
 * As `languageOf` of the program itself chooses it.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {readonly string[]} [argv]
 */
export function words(env = process.env, argv = process.argv) {
  const at = argv.findIndex((one) => one === '--lang' || one.startsWith('--lang='))
  const chosen = at < 0 ? undefined : (argv[at]?.split('=')[1] ?? argv[at + 1])
  const wanted = chosen ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? ''
  return wanted.toLowerCase().startsWith('ru') ? texts.ru : texts.en
}
