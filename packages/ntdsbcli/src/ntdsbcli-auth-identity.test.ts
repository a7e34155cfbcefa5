import { describe, expect, it } from 'vitest';
import { withPassword } from './ntdsbcli-auth-identity.js';

function identity(password: Uint8Array) {
  return { userName: 'backup', domainName: 'CORP', password: () => password };
}

describe('withPassword', () => {
  it('lends NUL-terminated UTF-16 and wipes it and what it was given', async () => {
    const given = new TextEncoder().encode('pässwörd 😀');
    let lent = new Uint8Array(0);
    const seen = await withPassword(identity(given), async (password) => {
      lent = password as Uint8Array<ArrayBuffer>;
      return Buffer.from(password).toString('utf16le');
    });
    expect(seen).toBe('pässwörd 😀\0');
    expect(lent.every((byte) => byte === 0)).toBe(true);
    expect(given.every((byte) => byte === 0)).toBe(true);
  });

  it('takes the bytes themselves too, once: by the second time they are wiped', async () => {
    const given = new TextEncoder().encode('secret');
    const once = { userName: 'backup', domainName: 'CORP', password: given };
    const use = async (password: Uint8Array) => Buffer.from(password).toString('utf16le');
    expect(await withPassword(once, use)).toBe('secret\0');
    await expect(withPassword(once, use)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('wipes both when the use fails, and lets the failure through', async () => {
    const given = new TextEncoder().encode('secret');
    let lent = Uint8Array.of(1);
    const failing = withPassword(identity(given), async (password) => {
      lent = password as Uint8Array<ArrayBuffer>;
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect([...lent, ...given].every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    ['is no UTF-8', Uint8Array.of(0xff, 0x61)],
    ['holds a NUL', Uint8Array.of(0x61, 0, 0x62)],
  ])('refuses a password that %s, without showing it', async (_name, given) => {
    const use = withPassword(identity(given), async () => expect.fail('it was used'));
    await expect(use).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(given.every((byte) => byte === 0)).toBe(true);
  });
});
