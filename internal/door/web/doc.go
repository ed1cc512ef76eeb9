// Package web is the browser's door: one file a page or a few that belong together. A handler reads the form, calls a
// service, fills a struct of package view, and says which status goes out. It holds no rule and no SQL.
//
// Every route is added with the permission it needs, or as public; there is no third way, and no route without one of
// the two can be registered. Pages work without JavaScript.
package web
