export { exitCodeMeanings, exitCodes } from './exit-code.js';
export { exitCodeOf } from './exit-code-of.js';
export { main } from './main.js';
