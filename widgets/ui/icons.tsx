/** Drawn for this project on a grid of 24; they only decorate, so assistive technology skips them. */
const paths = {
  check: 'M5 12.500l4.500 4.500L19 7.500',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  key: 'M14.500 9.500a4 4 0 1 0-4 4 4 4 0 0 0 4-4zM13.500 12.500l6.500 6.500m-3-3 2-2',
  eye: 'M3 12s3.500-6 9-6 9 6 9 6-3.500 6-9 6-9-6-9-6zM12 14.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  'eye-off':
    'M4 4l16 16M10 6.300A9.500 9.500 0 0 1 12 6c5.500 0 9 6 9 6a16 16 0 0 1-2.500 3.100M6.500 8.200A15 15 0 0 0 3 12s3.500 6 9 6a9 9 0 0 0 4-.9',
  shield: 'M12 3l7 3v5.500c0 4.500-3 7.800-7 9.500-4-1.700-7-5-7-9.500V6z',
  phone: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2',
  computer: 'M4 5h16v11H4zM9 20h6m-3-4v4',
  warning: 'M12 4 2.500 20h19zM12 10v4m0 3v.010',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2',
  person:
    'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c.8-3.700 3.800-6 7.500-6s6.700 2.300 7.500 6',
  school: 'M12 4 3 8.500 12 13l9-4.500zM7 11v5c1.500 1.300 3.200 2 5 2s3.500-.7 5-2v-5',
  class: 'M4 5h16v10H4zM8 19h8m-4-4v4',
  chat: 'M4 5h16v11H10l-4 3.500V16H4z',
  channel: 'M4 10v4h3l7 4V6l-7 4zM17.500 9a4 4 0 0 1 0 6',
  open: 'M9 6l6 6-6 6',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500 20 20',
  spark: 'M12 4v5m0 6v5m-8-8h5m6 0h5',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}
