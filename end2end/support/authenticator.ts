// A key without hardware: Chromium's virtual authenticator, one per page.
import type { CDPSession, Page } from '@playwright/test';

export interface Credential {
  credentialId: string;
  isResidentCredential: boolean;
  rpId?: string;
  /** PKCS#8, base64. */
  privateKey: string;
  userHandle?: string;
  signCount: number;
  backupEligibility?: boolean;
  backupState?: boolean;
}

/** A kind of key as the service tells them apart. */
export type Kind = 'device-passkey' | 'synced-passkey' | 'security-key';

const OPTIONS = {
  'device-passkey': { transport: 'internal' },
  'synced-passkey': { transport: 'internal', defaultBackupEligibility: true, defaultBackupState: true },
  'security-key': { transport: 'usb' },
} as const;

const made = new WeakMap<Page, Promise<Authenticator>>();

export class Authenticator {
  private save: (keys: Credential[]) => void = () => {};

  private constructor(private readonly session: CDPSession, private readonly id: string) {
    const changed = async () => {
      // The page may be gone by the time of the answer; then there is nothing to keep.
      const keys = await this.keys().catch(() => undefined);
      if (keys) this.save(keys);
    };
    session.on('WebAuthn.credentialAdded', changed);
    session.on('WebAuthn.credentialAsserted', changed);
  }

  /** The authenticator of a page, plugged in at the first call, which decides its kind. */
  static of(page: Page, kind: Kind = 'device-passkey'): Promise<Authenticator> {
    let authenticator = made.get(page);
    if (!authenticator) {
      authenticator = Authenticator.plugIn(page, kind);
      made.set(page, authenticator);
    }
    return authenticator;
  }

  private static async plugIn(page: Page, kind: Kind): Promise<Authenticator> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ...OPTIONS[kind],
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Authenticator(session, authenticatorId);
  }

  /** Calls `save`, and no earlier one, whenever a key is made or used: its counter has grown then. */
  watch(save: (keys: Credential[]) => void): void {
    this.save = save;
  }

  /** Keeps nothing of what happens to the keys from now on. */
  forget(): void {
    this.save = () => {};
  }

  async keys(): Promise<Credential[]> {
    const { credentials } = await this.session.send('WebAuthn.getCredentials', { authenticatorId: this.id });
    return credentials as Credential[];
  }

  /** Puts exactly these keys in. */
  async setKeys(keys: Credential[]): Promise<void> {
    await this.session.send('WebAuthn.clearCredentials', { authenticatorId: this.id });
    for (const credential of keys) {
      await this.session.send('WebAuthn.addCredential', {
        authenticatorId: this.id,
        credential: {
          credentialId: credential.credentialId,
          isResidentCredential: credential.isResidentCredential,
          rpId: credential.rpId ?? 'localhost',
          privateKey: credential.privateKey,
          userHandle: credential.userHandle,
          signCount: credential.signCount,
          backupEligibility: credential.backupEligibility,
          backupState: credential.backupState,
        },
      });
    }
  }

  /** Whether fingerprint or PIN succeed. */
  async setUserVerified(isUserVerified: boolean): Promise<void> {
    await this.session.send('WebAuthn.setUserVerified', { authenticatorId: this.id, isUserVerified });
  }
}
