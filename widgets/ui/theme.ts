import { colorsTuple, createTheme, type CSSVariablesResolver } from '@mantine/core'

/** Fonts are the system's: nothing is loaded from outside. */
const systemFonts =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"

export const theme = createTheme({
  primaryColor: 'lake',
  primaryShade: { light: 7, dark: 7 },
  colors: {
    // Mantine's own red misses 4.5:1 under white letters.
    danger: colorsTuple('#b42318'),
    lake: [
      '#eef6fa',
      '#dcebf3',
      '#b6d6e7',
      '#8dc0dc',
      '#64a9cf',
      '#3f92c0',
      '#2479a8',
      '#1b658f',
      '#17577f',
      '#0f4162',
    ],
    dark: [
      '#e3e9ee',
      '#c6d0d9',
      '#a9b4c0',
      '#7b8794',
      '#3f4d5a',
      '#2f3b46',
      '#222c35',
      '#1b232b',
      '#141b21',
      '#0d1318',
    ],
  },
  fontFamily: systemFonts,
  headings: { fontFamily: systemFonts, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
})

/** Mantine's own greys and reds miss 4.5:1 for text and 3:1 for the edges of fields (WCAG 2.2, 1.4.3 and 1.4.11). */
export const contrast: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#4b5563',
    '--mantine-color-error': '#b42318',
    '--mantine-color-placeholder': '#6b7280',
    '--lyceum-edge': '#7b8794',
    '--lyceum-page': '#f3f6f9',
    '--lyceum-card': '#ffffff',
    '--lyceum-soft': '#eef3f7',
    '--lyceum-line': '#dde4eb',
    '--lyceum-good': '#1f7a4d',
    '--lyceum-fair': '#a15c00',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b4c0',
    '--mantine-color-error': '#ff9b90',
    '--mantine-color-placeholder': '#98a3af',
    '--mantine-color-anchor': '#8dc0dc',
    '--mantine-color-lake-light': 'rgb(100 169 207 / 18%)',
    '--mantine-color-lake-light-hover': 'rgb(100 169 207 / 28%)',
    '--mantine-color-lake-light-color': '#cfe4f0',
    '--lyceum-edge': '#7b8794',
    '--lyceum-page': '#12181e',
    '--lyceum-card': '#1b232b',
    '--lyceum-soft': '#222c35',
    '--lyceum-line': '#2f3b46',
    '--lyceum-good': '#6fd3a0',
    '--lyceum-fair': '#f0b45c',
  },
})
