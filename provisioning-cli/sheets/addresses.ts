/** Addresses as paper shows them: short enough to type, and small enough for a phone's camera. */

/**
 * The link in upper case: a QR code then needs a third less room (alphanumeric mode, ISO/IEC 18004, 7.4.4), so its
 * squares are larger. Schemes and hosts know no case; the appservice leads `/JOIN/` to `/join/`.
 */
export function qrLink(url: string): string {
  return url.toUpperCase()
}

/** Where a code is typed: without `https://`, which browsers add by themselves, but with `http://`, which they do not. */
export function joinAddress(publicUrl: string): string {
  return `${withoutHttps(publicUrl)}/join`
}

export function withoutHttps(url: string): string {
  return url.replace(/^https:\/\//i, '').replace(/\/+$/, '')
}
