/** The columns of a school's front. */
export function Logo({ size = 32 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#17577f" />
      <path
        d="M16 6 5 12v2h22v-2zM8 16h3v7H8zm6.500 0h3v7h-3zM21 16h3v7h-3zM5 25h22v2H5z"
        fill="#fff"
      />
    </svg>
  )
}
