// Package declared owns figures that somebody reported: a number with its measure, day and source.
//
// Table: declared_figure. Declared figures stand beside evidenced ones and are never mixed with them. A figure may be a
// total of workers, a number registered, a shortfall, or answered of asked.
package declared
