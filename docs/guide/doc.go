// Package guide holds the guides by reader, in Indonesian: one Markdown file a role, read by people in the repository and
// shown by the program under /bantuan.
//
// Only a little of Markdown is understood: a title, headings of the second level, paragraphs, numbered and plain lists,
// notes after ">", and **bold**. The first paragraph is the line that stands in the list of guides.
package guide
