import '@mantine/core/styles.css'
import './ui/base.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLanguages } from './i18n/i18n.ts'
import { Page } from './pages/Page.tsx'
import { Frame } from './ui/Frame.tsx'
import { contrast, theme } from './ui/theme.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the document has no root')

await startLanguages()

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={contrast} defaultColorScheme="auto">
      <Frame>
        <Page path={location.pathname} />
      </Frame>
    </MantineProvider>
  </StrictMode>,
)
