import '@mantine/core/styles.css'
import './ui/base.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { AppProvider, createApp } from './app.ts'
import { startLanguages } from './i18n/i18n.ts'
import { guardMessages } from './matrix/message-gate.ts'
import { readSurroundings } from './matrix/surroundings.ts'
import { ForeignFrame } from './pages/ForeignFrame.tsx'
import { Page } from './pages/Page.tsx'
import { readSite } from './site.ts'
import { Frame } from './ui/Frame.tsx'
import { contrast, theme } from './ui/theme.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the document has no root')

const site = readSite()
const surroundings = readSurroundings(location.href, window.parent !== window, site.clients)
const isInClient = surroundings.kind === 'client'
// Before anything waits: a client speaks as soon as the frame has loaded.
const gate = isInClient ? guardMessages(window, surroundings.origin) : undefined
const app = createApp(site, surroundings, gate)

await startLanguages(isInClient ? surroundings.language : undefined)

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={contrast}
      defaultColorScheme="auto"
      {...(isInClient && surroundings.theme ? { forceColorScheme: surroundings.theme } : {})}
    >
      <AppProvider value={app}>
        <Frame isPlain={isInClient}>
          {surroundings.kind === 'foreign-frame' ? (
            <ForeignFrame />
          ) : (
            <Page path={location.pathname} />
          )}
        </Frame>
      </AppProvider>
    </MantineProvider>
  </StrictMode>,
)
