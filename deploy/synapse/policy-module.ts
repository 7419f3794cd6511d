/** How Synapse is told of the policy module, which asks Lyceum before people come together. */
import path from 'node:path'

/** Where `lyceum_policy.py` is: this folder goes into Synapse's `PYTHONPATH`. */
export const policyModuleFolder = import.meta.dirname

export const policyModuleFile = path.join(policyModuleFolder, 'lyceum_policy.py')

export interface PolicyModuleSettings {
  /** Lyceum's internal port: `http://127.0.0.1:8091`. */
  readonly internalUrl: string
  /** A file that only Synapse reads, with the token by which it speaks to Lyceum. */
  readonly tokenFile: string
  /** The bot's whole Matrix id. */
  readonly bot: string
  readonly forbidEncryption: boolean
}

/** From the Python package registry; the version that `requirements.txt` holds. */
export const policyModulePackage = 'synapse-http-antispam==0.5.1'

/** The entry of `modules` in homeserver.yaml. */
export function policyModule(settings: PolicyModuleSettings): object {
  return {
    module: 'lyceum_policy.LyceumPolicy',
    config: {
      base_url: `${settings.internalUrl}/policy`,
      authorization_path: settings.tokenFile,
      bot: settings.bot,
      forbid_encryption: settings.forbidEncryption,
    },
  }
}
