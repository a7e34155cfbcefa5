import { describe, expect, it } from 'vitest';
import { placeOnComputer } from './place-on-computer.js';

describe('placeOnComputer', () => {
  it.each([
    ['C:\\Windows\\NTDS\\ntds.dit', 'C:\\Windows\\NTDS', 'ntds.dit'],
    ['\\\\DC01\\C$\\Windows\\NTDS\\ntds.dit', 'C:\\Windows\\NTDS', 'ntds.dit'],
    ['\\\\dc01.corp.example\\d$\\Daten 😀\\ntds.dit', 'd:\\Daten 😀', 'ntds.dit'],
    ['D:\\Logs\\', 'D:', 'Logs'],
  ])('finds %s on this computer', (path, folder, name) => {
    const place = placeOnComputer('DC01', path);
    expect([place.folder, place.name, place.path]).toEqual([folder, name, `${folder}\\${name}`]);
  });

  it.each([
    '\\\\DC02\\C$\\Windows\\NTDS\\ntds.dit',
    '\\\\DC011\\C$\\x',
    '\\\\DC01\\share\\x',
    '\\\\?\\C:\\x',
    'ntds.dit',
    '\\Windows\\NTDS',
    'C:ntds.dit',
    'C:\\Windows\\..\\x',
    'C:\\a\\.\\x',
    'C:\\a\\\\x',
    'C:\\a/b',
    'C:\\x:stream',
    'C:\\x\0y',
    '',
  ])('refuses %j, which is no whole path on it', (path) => {
    expect(() => placeOnComputer('DC01', path)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', scope: 'call' }),
    );
  });
});
