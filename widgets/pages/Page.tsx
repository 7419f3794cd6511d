import { lazy, Suspense, type ReactNode } from 'react'
import { Waiting } from '../ui/Waiting.tsx'
import { HomePage } from './home/HomePage.tsx'
import { CodePage } from './join/CodePage.tsx'
import { JoinPage } from './join/JoinPage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { WaitingPage } from './waiting/WaitingPage.tsx'

const ConsolePage = lazy(async () => {
  const { ConsolePage: page } = await import('./console/ConsolePage.tsx')
  return { default: page }
})

const ApplicationsPage = lazy(async () => {
  const { ApplicationsPage: page } = await import('./applications/ApplicationsPage.tsx')
  return { default: page }
})

/** The page of an address. */
export function Page({ path }: { readonly path: string }) {
  return <Suspense fallback={<Waiting />}>{pageOf(path)}</Suspense>
}

function pageOf(path: string): ReactNode {
  const [first, second, ...more] = path.split('/').slice(1).map(decode)
  if (more.length > 0) return <NotFoundPage />
  if (first === 'join') {
    if (second === undefined || second === '') return <CodePage />
    return second === 'waiting' ? <WaitingPage /> : <JoinPage secret={second} />
  }
  if (second !== undefined && second !== '') return <NotFoundPage />
  if (first === '') return <HomePage />
  if (first === 'applications') return <ApplicationsPage />
  return first === 'console' ? <ConsolePage /> : <NotFoundPage />
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
