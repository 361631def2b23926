"""Words beside a person's name that are no part of it: forms of address, degrees and roles, in several languages.

A word that is missing here makes two spellings of one person look like two, unless a comma stands before it.
"""

# Left out wherever they stand.
TITLES = """
dr doctor docteur docteure doctora doktor doktorin dre dra drs dott dottore dottoressa ssa mudr pharmdr доктор профессор
prof professor professeur professeure professore profesor profesora professora pr pd priv privatdozent doz dozent
dozentin docent habil hab univ med rer mag mgr lic licda dipl lek uzm
mr mrs ms mx miss sir mme mlle madame monsieur mademoiselle frau fräulein sra srta señor señora senhor senhora sig sigra
signor signora mevr mevrouw dhr meneer pani hr
md mbbs mbbch mbchb bmbs dphil phd csc msc bsc mph mba mpharm pharmd bpharm rph bcop bcps
rn bsn msn dnp aprn crnp np lpn ocn aocnp pac rgn
frcp frcpc frcr frcs frcpath mrcp mrcpch mrcs facp faap fasco facs fracp ffpmr fhm ccfp mrpharms frpharms
"""

# Left out only where something else of the name is left or all the rest is the same, for they are also names.
ALSO_NAMES = """
herr don doña sr doc sister brother schwester bruder nurse pfleger pflegerin pflegefachfrau pflegefachmann
krankenpfleger krankenpflegerin krankenschwester gesundheitspfleger infirmier infirmière
enfermera enfermero enfermeira enfermeiro infermiera infermiere verpleegkundige sykepleier sygeplejerske sjuksköterska
sairaanhoitaja pielęgniarka pielęgniarz hemşire pharmacist pharmacien pharmacienne apotheker apothekerin
apoteker apotekare apteekkari farmacéutico farmacéutica farmacista farmaceuta farmaceut farmacêutico farmacêutica eczaci
physician consultant registrar resident fellow attending specialist clinician oncologist oncologue onkologe onkologin
oncologo oncologa oncólogo oncóloga médecin médico médica medico arzt ärztin facharzt fachärztin oberarzt oberärztin
chefarzt chefärztin assistenzarzt assistenzärztin lekarz lege læge läkare lääkäri hekim
clinical chief charge head senior junior staff ward lead associate assistant
ing ir phil nat pharm pan bay do ma ba bs pa me
"""
