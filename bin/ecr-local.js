#!/usr/bin/env node
'use strict';
require('./ecr.js').startTool('local.js');
