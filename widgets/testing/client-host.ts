/**
 * A Matrix client that shows one widget, on the client's half of matrix-widget-api: what a client's own page does, and nothing
 * else. Runs in the browser; the test answers `openIdOfPerson` for it.
 */
import {
  ClientWidgetApi,
  OpenIDRequestState,
  Widget,
  WidgetDriver,
  type IOpenIDCredentials,
  type IOpenIDUpdate,
  type SimpleObservable,
} from 'matrix-widget-api'

declare global {
  interface Window {
    openIdOfPerson(): Promise<IOpenIDCredentials | null>
    /** What the widget asked for and did. */
    readonly told: { capabilities: string[]; navigated: string[]; messages: number }
    greetWidget(): Promise<unknown>
  }
}

const told: Window['told'] = { capabilities: [], navigated: [], messages: 0 }

class TestDriver extends WidgetDriver {
  override async validateCapabilities(requested: Set<string>): Promise<Set<string>> {
    told.capabilities.push(...requested)
    return requested
  }

  override askOpenID(observer: SimpleObservable<IOpenIDUpdate>): void {
    void window.openIdOfPerson().then((token) => {
      observer.update(
        token === null
          ? { state: OpenIDRequestState.Blocked }
          : { state: OpenIDRequestState.Allowed, token },
      )
    })
  }

  override async navigate(uri: string): Promise<void> {
    told.navigated.push(uri)
  }
}

const address = new URL(new URL(location.href).searchParams.get('widget') ?? '')
address.searchParams.set('widgetId', 'lyceum-home')
address.searchParams.set('parentUrl', location.href.split('?')[0] ?? '')

const frame = document.createElement('iframe')
frame.title = 'widget'
frame.style.cssText = 'width:350px;height:800px;border:0'
frame.sandbox.value =
  'allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts'
frame.src = address.href
document.body.append(frame)
const widget = new Widget({
  id: 'lyceum-home',
  creatorUserId: '@bot:school.test',
  type: 'm.custom',
  url: address.href,
  waitForIframeLoad: true,
})
const api = new ClientWidgetApi(widget, frame, new TestDriver())
addEventListener('message', ({ source }) => {
  if (source === frame.contentWindow) told.messages += 1
})
Object.assign(window, { told, greetWidget: () => api.updateVisibility(true) })
