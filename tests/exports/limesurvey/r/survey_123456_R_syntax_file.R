data <- read.csv("survey_123456_R_data_file.csv", quote = "'\"", na.strings=c("", "\"\""), stringsAsFactors=FALSE, fileEncoding="UTF-8-BOM")


# LimeSurvey Field type: A
data[, 1] <- as.character(data[, 1])
attributes(data)$variable.labels[1] <- "id"
names(data)[1] <- "id"
# LimeSurvey Field type: A
data[, 2] <- as.character(data[, 2])
attributes(data)$variable.labels[2] <- "submitdate"
names(data)[2] <- "submitdate"
# LimeSurvey Field type: A
data[, 3] <- as.character(data[, 3])
attributes(data)$variable.labels[3] <- "lastpage"
names(data)[3] <- "lastpage"
# LimeSurvey Field type: A
data[, 4] <- as.character(data[, 4])
attributes(data)$variable.labels[4] <- "startlanguage"
names(data)[4] <- "startlanguage"
# LimeSurvey Field type: A
data[, 5] <- as.character(data[, 5])
attributes(data)$variable.labels[5] <- "seed"
names(data)[5] <- "seed"
# LimeSurvey Field type: A
data[, 6] <- as.character(data[, 6])
attributes(data)$variable.labels[6] <- "startdate"
names(data)[6] <- "startdate"
# LimeSurvey Field type: A
data[, 7] <- as.character(data[, 7])
attributes(data)$variable.labels[7] <- "datestamp"
names(data)[7] <- "datestamp"
# LimeSurvey Field type: A
data[, 8] <- as.character(data[, 8])
attributes(data)$variable.labels[8] <- "Op welke school loop je stage?"
data[, 8] <- factor(data[, 8], levels=c("A1","A2","A3"),labels=c("De Noordkaap", "Zuiderlicht", "’t Groene Hart"))
names(data)[8] <- "SCHOOL"
# LimeSurvey Field type: A
data[, 9] <- as.character(data[, 9])
attributes(data)$variable.labels[9] <- "[Anders] Op welke school loop je stage?"
names(data)[9] <- "SCHOOL_other"
# LimeSurvey Field type: A
data[, 10] <- as.character(data[, 10])
attributes(data)$variable.labels[10] <- "[Mijn begeleider heeft genoeg tijd voor mij] Begeleiding op de werkplek: in hoeverre ben je het eens met deze stellingen?"
data[, 10] <- factor(data[, 10], levels=c("A1","A2","A3","A4","A5","A6"),labels=c("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens", "Weet ik (nog) niet"))
names(data)[10] <- "BEG_SQ001"
# LimeSurvey Field type: A
data[, 11] <- as.character(data[, 11])
attributes(data)$variable.labels[11] <- "[Ik krijg bruikbare feedback op mijn lessen] Begeleiding op de werkplek: in hoeverre ben je het eens met deze stellingen?"
data[, 11] <- factor(data[, 11], levels=c("A1","A2","A3","A4","A5","A6"),labels=c("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens", "Weet ik (nog) niet"))
names(data)[11] <- "BEG_SQ002"
# LimeSurvey Field type: A
data[, 12] <- as.character(data[, 12])
attributes(data)$variable.labels[12] <- "[Ik durf in de school vragen te stellen] Begeleiding op de werkplek: in hoeverre ben je het eens met deze stellingen?"
data[, 12] <- factor(data[, 12], levels=c("A1","A2","A3","A4","A5","A6"),labels=c("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens", "Weet ik (nog) niet"))
names(data)[12] <- "BEG_SQ003"
# LimeSurvey Field type: A
data[, 13] <- as.character(data[, 13])
attributes(data)$variable.labels[13] <- "[Wat ik op de opleiding leer, herken ik op school] Begeleiding op de werkplek: in hoeverre ben je het eens met deze stellingen?"
data[, 13] <- factor(data[, 13], levels=c("A1","A2","A3","A4","A5","A6"),labels=c("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens", "Weet ik (nog) niet"))
names(data)[13] <- "BEG_SQ004"
# LimeSurvey Field type: A
data[, 14] <- as.character(data[, 14])
attributes(data)$variable.labels[14] <- "[Lessen samen voorbereiden] [Zo is het nu] Samen leren"
data[, 14] <- factor(data[, 14], levels=c("A1","A2","A3","A4","A5"),labels=c("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"))
names(data)[14] <- "SAMEN_SQ001#0"
# LimeSurvey Field type: A
data[, 15] <- as.character(data[, 15])
attributes(data)$variable.labels[15] <- "[Lessen samen voorbereiden] [Zo zou het moeten zijn] Samen leren"
data[, 15] <- factor(data[, 15], levels=c("A1","A2","A3","A4","A5"),labels=c("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"))
names(data)[15] <- "SAMEN_SQ001#1"
# LimeSurvey Field type: A
data[, 16] <- as.character(data[, 16])
attributes(data)$variable.labels[16] <- "[Lessen samen nabespreken] [Zo is het nu] Samen leren"
data[, 16] <- factor(data[, 16], levels=c("A1","A2","A3","A4","A5"),labels=c("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"))
names(data)[16] <- "SAMEN_SQ002#0"
# LimeSurvey Field type: A
data[, 17] <- as.character(data[, 17])
attributes(data)$variable.labels[17] <- "[Lessen samen nabespreken] [Zo zou het moeten zijn] Samen leren"
data[, 17] <- factor(data[, 17], levels=c("A1","A2","A3","A4","A5"),labels=c("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"))
names(data)[17] <- "SAMEN_SQ002#1"
# LimeSurvey Field type: A
data[, 18] <- as.character(data[, 18])
attributes(data)$variable.labels[18] <- "Kreeg je een introductie?"
data[, 18] <- factor(data[, 18], levels=c("Y","N"),labels=c("Ja", "Nee"))
names(data)[18] <- "INTRO"
# LimeSurvey Field type: A
data[, 19] <- as.character(data[, 19])
attributes(data)$variable.labels[19] <- "[Mijn begeleider] Bij wie ga je te rade?"
data[, 19] <- factor(data[, 19], levels=c("Y","N"),labels=c("Ja", "Nee"))
names(data)[19] <- "BRON_SQ001"
# LimeSurvey Field type: A
data[, 20] <- as.character(data[, 20])
attributes(data)$variable.labels[20] <- "[Medestudenten] Bij wie ga je te rade?"
data[, 20] <- factor(data[, 20], levels=c("Y","N"),labels=c("Ja", "Nee"))
names(data)[20] <- "BRON_SQ002"
# LimeSurvey Field type: A
data[, 21] <- as.character(data[, 21])
attributes(data)$variable.labels[21] <- "[Het instituut] Bij wie ga je te rade?"
data[, 21] <- factor(data[, 21], levels=c("Y","N"),labels=c("Ja", "Nee"))
names(data)[21] <- "BRON_SQ003"
# LimeSurvey Field type: A
data[, 22] <- as.character(data[, 22])
attributes(data)$variable.labels[22] <- "Welk rapportcijfer geef je de begeleiding?"
names(data)[22] <- "CIJFER"
# LimeSurvey Field type: A
data[, 23] <- as.character(data[, 23])
attributes(data)$variable.labels[23] <- "Wat wil je ons nog meegeven?"
names(data)[23] <- "TIP"
# LimeSurvey Field type: A
data[, 24] <- as.character(data[, 24])
attributes(data)$variable.labels[24] <- "E-mailadres"
names(data)[24] <- "MAIL"
