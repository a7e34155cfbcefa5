// Runs the benchmarks, all of them or one by name. Usage: node bench/run.mjs [command|ese|kernel|legacy] [options of that one]
const names = ['kernel', 'ese', 'command', 'legacy'];
const asked = names.filter((name) => name === process.argv[2]);
if (asked.length > 0) process.argv.splice(2, 1);
for (const name of asked.length > 0 ? asked : names) await import(`./${name}.mjs`);
