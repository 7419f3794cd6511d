/**
 * Rate limits for a school behind one address: thirty pupils of a class sign in within a minute, and whoever guesses a
 * password gets five tries and then three a minute. Synapse counts wrong passwords by account, and sign-ins by address
 * whether they succeed or not. The appservice is not limited (registration.yaml).
 */
export const rateLimits = {
  rc_login: {
    address: { per_second: 2, burst_count: 100 },
    account: { per_second: 0.05, burst_count: 10 },
    failed_attempts: { per_second: 0.05, burst_count: 5 },
  },
  rc_message: { per_second: 0.5, burst_count: 20 },
  rc_registration: { per_second: 0.01, burst_count: 1 },
  rc_joins: { local: { per_second: 0.2, burst_count: 20 } },
  rc_invites: {
    per_room: { per_second: 0.3, burst_count: 10 },
    per_user: { per_second: 0.01, burst_count: 10 },
    per_issuer: { per_second: 0.1, burst_count: 10 },
  },
  rc_room_creation: { per_second: 0.016, burst_count: 5 },
  rc_user_directory: { per_second: 0.5, burst_count: 30 },
}
