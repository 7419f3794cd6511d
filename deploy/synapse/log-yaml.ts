import { stringify } from 'yaml'

/** Python logging configuration: warnings only, a file a day; `lyceum up` deletes the old ones, Synapse keeps 100 at most. */
export function renderLogYaml(file: string): string {
  return stringify({
    version: 1,
    formatters: { line: { format: '%(asctime)s %(levelname)s %(name)s %(message)s' } },
    handlers: {
      file: {
        class: 'logging.handlers.TimedRotatingFileHandler',
        formatter: 'line',
        filename: file,
        when: 'midnight',
        utc: true,
        backupCount: 100,
        encoding: 'utf8',
      },
    },
    root: { level: 'WARNING', handlers: ['file'] },
    disable_existing_loggers: false,
  })
}
