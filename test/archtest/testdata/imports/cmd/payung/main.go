package main

import _ "github.com/payung-id/payung/internal/door/web" // want "cmd may import only"
