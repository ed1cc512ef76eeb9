-- CREATE TABLE not_this (k @id);
CREATE TABLE person (k @id);
CREATE TABLE unit (k @id);
CREATE TABLE orphan (k @id);
CREATE TABLE loaded (k @id);
