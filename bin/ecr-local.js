#!/usr/bin/env node
'use strict';
require('../dist/local.js').start();
