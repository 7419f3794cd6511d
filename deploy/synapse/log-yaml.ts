import { stringify } from 'yaml'

/** Python logging configuration: warnings only, 10 MB a file and three old ones. */
export function renderLogYaml(file: string): string {
  return stringify({
    version: 1,
    formatters: { line: { format: '%(asctime)s %(levelname)s %(name)s %(message)s' } },
    handlers: {
      file: {
        class: 'logging.handlers.RotatingFileHandler',
        formatter: 'line',
        filename: file,
        maxBytes: 10_000_000,
        backupCount: 3,
        encoding: 'utf8',
      },
    },
    root: { level: 'WARNING', handlers: ['file'] },
    disable_existing_loggers: false,
  })
}
