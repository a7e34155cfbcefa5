import { Option } from 'commander';

/** `--deep`: the trees of databases too. */
export function deepOption(): Option {
  return new Option(
    '--deep',
    'follow every table and tree of the databases too, as esentutl /g does; takes another read of them',
  );
}
