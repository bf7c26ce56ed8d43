#!/usr/bin/env node
require('./code-cache.js').load('cli.js').run();
