#!/usr/bin/env node
require('./code-cache.js').load('local.js').run();
