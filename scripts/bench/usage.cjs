'use strict';
// Preloaded into a run. Writes to descriptor 3, when the run ends, its CPU time in milliseconds and its peak memory in MiB.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require('node:fs').writeSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 }));
});
