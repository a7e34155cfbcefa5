import { packageBuild } from '../../tsup.shared.js';

export default packageBuild(['src/index.ts', 'src/native/index.ts', 'src/documents/index.ts']);
