import { extractBackupSet, verifyBackupSet } from '../../src/index.js';

/** `read-set.js verify SET` or `read-set.js extract SET TARGET`, and how much memory it took. */
const [what = '', set = '', target = ''] = process.argv.slice(2);

if (what === 'verify') {
  const { problems, files } = await verifyBackupSet(set, { databases: false });
  console.log(JSON.stringify({ problems, files }));
} else {
  const { files } = await extractBackupSet(set, target);
  console.log(JSON.stringify({ problems: [], files }));
}
console.log(process.resourceUsage().maxRSS);
