import { create } from 'qrcode'
import classes from './QrCode.module.css'

/** Cells of quiet zone around the code (ISO/IEC 18004). */
const margin = 4

/** Drawn here as one path: no picture is fetched, no markup is injected. Black on white in both themes, for cameras. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const cells = Array.from({ length: modules.size ** 2 }, (_, n) => n)
    .filter((n) => modules.data[n] === 1)
    .map((n) => `M${n % modules.size} ${Math.floor(n / modules.size)}h1v1h-1z`)
  const side = modules.size + 2 * margin
  return (
    <svg
      className={classes['code']}
      role="img"
      aria-label={label}
      viewBox={`${-margin} ${-margin} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={cells.join('')} fill="#000" />
    </svg>
  )
}
