/** The secrets' files in the folder `secrets`, unless the configuration says otherwise. */
export const secretNames = ['as_token', 'hs_token', 'alias_key', 'invitation_key'] as const

export type SecretName = (typeof secretNames)[number]
