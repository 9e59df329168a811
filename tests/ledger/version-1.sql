-- A ledger as version 1 of its tables left it: digest before it remembered issues.
PRAGMA application_id = 1684501364;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE contents (
        id INTEGER PRIMARY KEY REFERENCES entries (id),
        link TEXT NOT NULL,
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        language TEXT NOT NULL,
        categories TEXT NOT NULL,
        base TEXT NOT NULL,
        picture TEXT NOT NULL,
        picture_alt TEXT NOT NULL,
        content TEXT NOT NULL,
        page TEXT NOT NULL
    );
INSERT INTO "contents" VALUES(1,'https://lamps.example.org/1','Lamp 1','','','["streets"]','','','','<p>The lamp of street 1.</p>','');
INSERT INTO "contents" VALUES(2,'https://lamps.example.org/2','Lamp 2','','','["streets"]','','','','<p>The lamp of street 2.</p>','');
CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        feed TEXT NOT NULL,
        identity TEXT NOT NULL,
        seen INTEGER NOT NULL,
        published INTEGER,
        moment INTEGER NOT NULL,
        sent INTEGER NOT NULL,
        place INTEGER NOT NULL DEFAULT 0,
        UNIQUE (feed, identity)
    );
INSERT INTO "entries" VALUES(1,'https://lamps.example.org/feed.xml','lamp-1',1718884800,1718798400,1718798400,1718884800,1);
INSERT INTO "entries" VALUES(2,'https://lamps.example.org/feed.xml','lamp-2',1718884800,1718712000,1718712000,1718884800,2);
CREATE TABLE feeds (
        url TEXT PRIMARY KEY,
        address TEXT NOT NULL,
        title TEXT NOT NULL,
        home_page TEXT NOT NULL,
        language TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        checked INTEGER,
        succeeded INTEGER,
        failed INTEGER,
        failing_since INTEGER,
        failures INTEGER NOT NULL,
        trouble TEXT NOT NULL,
        hint TEXT NOT NULL DEFAULT '',
        due INTEGER,
        newest INTEGER,
        gone INTEGER NOT NULL
    ) WITHOUT ROWID
    ;
INSERT INTO "feeds" VALUES('https://lamps.example.org/feed.xml','','Lamps','','','"1"','','',1718884800,1718884800,NULL,NULL,0,'','',NULL,NULL,0);
INSERT INTO "feeds" VALUES('https://roads.example.org/feed.xml','','','','','','','',NULL,NULL,NULL,1718884800,2,'no answer within 30 s','',NULL,NULL,0);
CREATE INDEX entries_by_moment ON entries (moment);
COMMIT;
