'use strict';
// Preloaded: tells the most memory that a run has held, in KiB, on its fourth descriptor.
process.on('exit', () => require('node:fs').writeSync(3, String(process.resourceUsage().maxRSS)));
